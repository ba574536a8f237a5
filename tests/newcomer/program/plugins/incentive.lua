--- Gives nothing.
return incentive { award = function() return nil, "nothing" end }
