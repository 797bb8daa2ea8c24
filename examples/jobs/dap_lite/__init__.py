"""The seed's package name, so that programs written for DAP-Lite find their driver."""
