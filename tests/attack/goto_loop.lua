-- must fail: ran for more than
return metric { value = function() ::again:: goto again end }
