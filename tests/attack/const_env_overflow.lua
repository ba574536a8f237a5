-- must fail: .
-- CVE-2022-28805's shape: _ENV as a compile-time constant.
return metric { value = function() local _ENV <const> = {} x() end }
