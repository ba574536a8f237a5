-- must fail: os is not offered
return metric { value = function() return _ENV["o" .. "s"].time() end }
