-- must fail: require is not offered to plugins
return metric { value = function() return require end }
