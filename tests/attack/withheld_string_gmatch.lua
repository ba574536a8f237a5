-- must fail: string.gmatch is not offered .use contains
return metric { value = function() return ("aaa"):gmatch(".-.-.-x") end }
