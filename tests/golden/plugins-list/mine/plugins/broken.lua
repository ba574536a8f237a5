return metric { unit = "money" }
