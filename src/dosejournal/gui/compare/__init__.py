"""The Compare page: dose days beside other days, and what the record can say of them."""
