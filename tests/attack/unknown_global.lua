-- must fail: nothing is called .string_dump. here
return metric { value = function() return string_dump end }
