#!/bin/sh
# Speaks the greetings and plays the tune of this example again. Needs espeak-ng and sox (Debian packages of that name).
set -eu
cd "$(dirname "$0")"

speak() { # FILE RATE TEXT: a steady Dutch voice, a moment of silence before and after, peaks at -4 dB
    espeak-ng -v nl -s 160 -g 1 --stdout "$3" |
        sox -t wav - -r "$2" -c 1 -b 16 "$1" highpass 200 gain -6 compand 0.01,0.2 6:-60,-60,-30,-18,-6,-8 pad 0.3 0.3 norm -4
}

speak welkom.wav 8000 "Goedendag, u bent verbonden met Mijn bedrijf. \
Voor verkoop, toets 1. Voor support, toets 2. Voor de receptie, toets 9, of blijf aan de lijn. \
Toets sterretje om dit nog een keer te horen."
speak buiten-kantooruren.wav 8000 "Goedendag, u belt Mijn bedrijf. Wij zijn nu gesloten. \
Wij zijn bereikbaar van maandag tot en met vrijdag, van half negen tot half zes. Tot dan."
speak bezet.wav 16000 "U spreekt met Victor. Ik ben in gesprek. Spreek een bericht in na de toon."

# The tune: eight quiet plucked notes, twice, ours and free to use.
notes=""
for note in C4 E4 G4 E4 A4 G4 E4 D4 C4 E4 A4 G4 F4 E4 D4 C4; do
    sox -R -n -r 8000 -c 1 -b 16 "note-$note.wav" synth 0.8 pluck "$note" fade t 0.02 0.8 0.3
    notes="$notes note-$note.wav"
done
# shellcheck disable=SC2086 # the names hold no spaces
sox -R $notes wachtmuziek.wav lowpass 2500 norm -15
rm -f note-*.wav
