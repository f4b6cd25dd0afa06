"""`python -m puxi_cli` is the same as `puxi`."""

from puxi_cli.cli.main import main

if __name__ == "__main__":
    main()
