-- must not load: (unexpected symbol|malformed|near)
\27Lua
