"""Where a value comes from: a dialog over the page that stands."""
