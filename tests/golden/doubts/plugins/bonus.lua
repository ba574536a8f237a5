--- The same for all.
return incentive { award = function() return { amount = 10 } end }
