"""Takes in files one after another in a process with little memory: prints verdict, seconds and peak.

Started by the tests with the folder of the files; one line of JSON a file, in the order of names.
"""

import json
import resource
import sys
import time
from pathlib import Path

from django.conf import settings

MOST_MEMORY = 1_200 * 1024 * 1024  # bytes of address space; far more than a worker has to spare


def peak_megabytes() -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) // 1024
    return 0


def main(folder: Path) -> None:
    settings.configure(USE_I18N=False)
    from tracekenya.lib.uploads import CONTENT_TYPES, RefusedFile, taken_in  # noqa: PLC0415  settings first

    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        Path("/proc/self/clear_refs").write_text("5")  # the peak counts anew
        started, worked = time.perf_counter(), time.process_time()
        try:
            kept = taken_in(content, kinds=CONTENT_TYPES, field="file")
            verdict, size = kept.kind, len(kept.content)
        except RefusedFile:
            verdict, size = None, 0
        seconds = time.perf_counter() - started
        row = {"verdict": verdict, "size": size, "seconds": seconds, "peak": peak_megabytes()}
        row["work"] = time.process_time() - worked  # seconds of a processor, whatever else runs
        sys.stdout.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
