/** Topics that Waybill makes for itself. */
@NullMarked
package dev.waybill.topic;

import org.jspecify.annotations.NullMarked;
