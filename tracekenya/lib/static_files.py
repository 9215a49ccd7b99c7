"""Static files under names that carry a hash of their content, also inside scripts that load scripts."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

_, IMPORTS = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns


class HashedStorage(CompressedManifestStaticFilesStorage):
    """A script of the phone's shell never loads a part of another version: its imports name the hash.

    Only those scripts are rewritten; those of packages import what they do not ship.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("js/offline/*.js", IMPORTS))
    max_post_process_passes = 10  # as deep may one module load the next
