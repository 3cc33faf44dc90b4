// Where the SCO stands: in a frame, three frames deep, or in a window of its own.
"use strict";
{
  const frameIn = (parent, address) => {
    const frame = parent.createElement("iframe");
    frame.title = "Course";
    frame.style = "border: 0; display: block; width: 100%; height: 100vh";
    if (address) frame.src = address;
    parent.body.style.margin = "0";
    parent.body.append(frame);
    return frame;
  };

  const deep = (address) => {
    const outer = frameIn(document);
    const middle = frameIn(outer.contentDocument);
    frameIn(middle.contentDocument, address);
    return outer;
  };

  const PLACES = {
    iframe: (address) => frameIn(document, address),
    none: (address) => frameIn(document, address),
    deep,
    popup: (address) => window.open(address, "sco", "width=870,height=666"),
  };

  let shown = null;
  bench.show = (place, address) => {
    shown = PLACES[place](address);
  };
  /** As Moodle's table of contents does: the frame goes, the page stays. */
  bench.unmount = () => (shown.remove ? shown.remove() : shown.close());
}
