-- must fail: string.gsub is not offered .use contains
return metric { value = function() return ("aaa"):gsub(".-.-.-x") end }
