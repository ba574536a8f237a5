-- must fail: string.match is not offered .use contains
return metric { value = function() return ("aaa"):match(".-.-.-x") end }
