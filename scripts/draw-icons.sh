#!/bin/sh
# Draws the PNG icons from their SVG sources with Chromium; run after a change of public/icons/*.svg.
# CHROMIUM names another browser than the one on the PATH.
set -eu
cd "$(dirname "$0")/../public/icons"
browser=${CHROMIUM:-chromium}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

draw() { # source, size, target
  {
    echo '<!doctype html><style>html,body{margin:0;background:transparent}svg{display:block;width:100vw;height:100vh}</style>'
    cat "$1"
  } > "$work/page.html"
  "$browser" --headless=new --no-sandbox --disable-gpu --hide-scrollbars \
    --default-background-color=00000000 --window-size="$2,$2" \
    --user-data-dir="$work/profile" --screenshot="$work/out.png" "file://$work/page.html" 2> /dev/null
  mv "$work/out.png" "$3"
  echo "$3"
}

draw mark.svg 192 icon-192.png
draw mark.svg 512 icon-512.png
draw maskable.svg 512 maskable-512.png
draw maskable.svg 180 apple-touch-icon.png # iOS rounds the corners itself
