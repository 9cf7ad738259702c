"""Build packages from course folders: read, check, render and write them, all or nothing."""
