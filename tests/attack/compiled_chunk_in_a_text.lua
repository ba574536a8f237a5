-- must not load: (cannot stand here|malformed|near)
\27Lua
