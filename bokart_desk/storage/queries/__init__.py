"""Reading the register: each query returns frozen read objects of ``domain.rows``, made straight from the cursor."""
