"""`python -m backend_architect` is the command line."""

from backend_architect.faces.cli.main import main

if __name__ == "__main__":
    main()
