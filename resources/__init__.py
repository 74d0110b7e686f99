"""Everything a person sees or hears that is not code: fonts, themes, icons, words, sounds, the sample branch."""
