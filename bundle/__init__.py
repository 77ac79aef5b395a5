"""What ``./run package`` makes: plugin ZIPs for QGIS's plugin manager, and one bundle for places without a network."""
