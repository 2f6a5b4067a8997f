"""Bytes in, bytes out: importers and exporters."""
