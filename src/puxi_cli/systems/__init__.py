"""The systems of the town, a folder each. What one is: `puxi_cli.system`; the list of them: `puxi_cli.app`."""
