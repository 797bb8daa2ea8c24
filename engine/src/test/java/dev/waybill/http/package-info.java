/** Exchanges with servers that hang, dribble, refuse, reset and lie. */
@NullMarked
package dev.waybill.http;

import org.jspecify.annotations.NullMarked;
