-- must fail: string.find is not offered .use contains
return metric { value = function() return ("aaa"):find(".-.-.-x") end }
