"""View models: what each page shows, as plain values, worked out from what its reader may read."""
