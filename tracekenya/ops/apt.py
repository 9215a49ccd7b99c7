"""Debian packages, installed for their programs only: no daemon of theirs is started."""

import os
import shutil
import subprocess
from collections.abc import Sequence

from tracekenya.ops.console import SetupError, say

# A package that is only asked for its programs must neither start its daemon nor make a cluster,
# now (policy-rc.d) or at the next start of the machine (createcluster.conf, systemctl disable).
SCRIPT = r"""
set -e
export DEBIAN_FRONTEND=noninteractive
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
    trap 'rm -f $policy' EXIT
    trap 'exit 1' INT TERM HUP
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod 755 $policy
fi
cluster=/etc/postgresql-common/createcluster.conf
if [ ! -e $cluster ]; then
    mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' >$cluster
fi
wait='-o DPkg::Lock::Timeout=120'
apt-get $wait update -qq
apt-get $wait install -y -qq --no-install-recommends -o Dpkg::Options::=--force-confold "$@"
if [ -d /run/systemd/system ]; then
    for unit in postgresql redis-server; do
        case " $* " in *" $unit "*) systemctl disable --quiet $unit || true ;; esac
    done
fi
"""


def administrator() -> list[str] | None:
    """Return what to put before a command that needs root, or None when root cannot be had."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def install(packages: Sequence[str]) -> bool:
    """Install packages; say whether they are there. Prints what apt said when it fails."""
    prefix = administrator()
    if prefix is None:
        return False
    say(f"Installing Debian packages: {' '.join(packages)}")
    command = [*prefix, "sh", "-c", SCRIPT, "apt", *packages]
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        said, _ = process.communicate()
    if process.returncode:
        say("\n".join(said.splitlines()[-5:]))
    return process.returncode == 0


def refusal(packages: Sequence[str]) -> SetupError:
    """Return the one line that says what an administrator has to install."""
    return SetupError(
        "Missing on this machine; ask an administrator for: "
        f"sudo apt-get install -y --no-install-recommends {' '.join(packages)}"
    )
