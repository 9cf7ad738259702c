"""python -m coursebuilder"""

from coursebuilder.cli import main

if __name__ == "__main__":
    main()
