package dev.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.testkit.ManualTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailboxTest {
    @Test
    void messagesAreTakenInTheOrderInWhichTheyCame() {
        var mailbox = new Mailbox(new ManualTime());
        var sent = List.<Message>of(Chunk.ofFlights(1, 1), Chunk.ofFlights(2, 1), Chunk.ofFlights(3, 1));
        sent.forEach(mailbox::put);

        var taken = new ArrayList<Message>();
        for (Message message = mailbox.takeAll(); message != null; message = message.next) {
            taken.add(message);
        }

        assertThat(taken).isEqualTo(sent);
        assertThat(mailbox.takeAll()).isNull();
    }
}
