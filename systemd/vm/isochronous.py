"""Gives the kernel's dummy USB host controller isochronous transfers: python3 isochronous.py dummy_hcd.c

Its isochronous end points are commented out, and it fails such transfers. Here a transfer completes when the time of its last
packet has come by the monotonic clock; each packet takes what the gadget queued, one request a packet, or stays empty.
"""

import re
import sys

COMPLETE = """
/* Completes an isochronous URB once the bus would have carried it; -EINPROGRESS before. */
static int carry_isochronous(struct dummy *dum, struct urb *urb, struct dummy_ep *ep)
{
	const u64 frame_ns = urb->dev->speed < USB_SPEED_HIGH ? NSEC_PER_MSEC : NSEC_PER_MSEC / 8;
	const u64 length_ns = frame_ns * urb->interval * urb->number_of_packets;
	const u64 now_ns = ktime_get_ns();
	int packet;

	/* the first of a stream, or one after a pause: begins now */
	if (!ep->carried_ns || now_ns > ep->carried_ns + 200 * NSEC_PER_MSEC)
		ep->carried_ns = now_ns;
	if (now_ns < ep->carried_ns + length_ns)
		return -EINPROGRESS;
	ep->carried_ns += length_ns;

	for (packet = 0; packet < urb->number_of_packets; packet++) {
		struct usb_iso_packet_descriptor *slot = &urb->iso_frame_desc[packet];
		void *host = urb->transfer_buffer + slot->offset;
		struct dummy_request *request = list_first_entry_or_null(&ep->queue, struct dummy_request, queue);

		slot->status = 0;
		slot->actual_length = 0;
		if (!request)
			continue;
		slot->actual_length = min(slot->length, request->req.length);
		if (usb_urb_dir_in(urb))
			memcpy(host, request->req.buf, slot->actual_length);
		else
			memcpy(request->req.buf, host, slot->actual_length);
		urb->actual_length += slot->actual_length;
		request->req.actual = slot->actual_length;
		request->req.status = 0;
		list_del_init(&request->queue);
		dummy_giveback(dum, &ep->ep, request);
	}
	return 0;
}

"""


def once(text, old, new):
    if text.count(old) != 1:
        sys.exit(f"isochronous.py: {text.count(old)} times instead of once in this kernel's source: {old!r}")
    return text.replace(old, new)


def main(path):
    with open(path) as file:
        text = file.read()
    # the end points
    text, found = re.subn(r"\n/\*\n((?:\tEP_INFO\(\"ep\d+\w*-iso\",\n.*\n)+)\*/\n", r"\n\1", text)
    if found != 3:
        sys.exit(f"isochronous.py: {found} groups of isochronous end points instead of 3")
    text = once(text, "\tunsigned long\t\t\tlast_io;", "\tu64\t\t\t\tcarried_ns;\n\tunsigned long\t\t\tlast_io;")
    text = once(text, "/*\n * Drive both sides of the transfers;", COMPLETE + "/*\n * Drive both sides of the transfers;")
    text = once(text, "\t\t\tstatus = -EINVAL;\t/* fail all xfers */\n", "\t\t\tstatus = carry_isochronous(dum, urb, ep);\n")
    with open(path, "w") as file:
        file.write(text)


main(sys.argv[1])
