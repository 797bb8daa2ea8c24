/** The loopback interface, for services that listen on it. */
@NullMarked
package dev.waybill.local.net;

import org.jspecify.annotations.NullMarked;
