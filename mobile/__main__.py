"""`python -m mobile`: the same as `scenebook-field`."""

from mobile.main import main

raise SystemExit(main())
