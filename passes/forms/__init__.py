"""Forms around passes, one module a surface: slip, card in hand, venue."""
