"""Course folders in, packages out: reading, checking, making and writing, all or nothing."""
