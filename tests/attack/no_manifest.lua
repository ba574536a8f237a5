-- must not load: has to end with return metric
return 1
