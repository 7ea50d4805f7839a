"""The room of delivery: plain commands around the generator of pages."""
