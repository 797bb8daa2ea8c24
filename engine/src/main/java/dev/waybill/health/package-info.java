/** What a running pipeline tells over HTTP, to this machine only: whether it lives, is ready, how it fares and why. */
@NullMarked
package dev.waybill.health;

import org.jspecify.annotations.NullMarked;
