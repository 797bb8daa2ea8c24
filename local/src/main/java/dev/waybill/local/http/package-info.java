/** What every service of the stack that speaks HTTP needs: a server on the loopback interface, and fault switches. */
@NullMarked
package dev.waybill.local.http;

import org.jspecify.annotations.NullMarked;
