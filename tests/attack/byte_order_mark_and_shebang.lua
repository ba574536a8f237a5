#!/usr/bin/env lua
-- must answer: 3
return metric { value = function() return 3 end }
