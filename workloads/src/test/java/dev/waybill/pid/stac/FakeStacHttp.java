package dev.waybill.pid.stac;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Gives prepared answers in order and keeps the questions. */
final class FakeStacHttp implements StacHttp {
    final List<Question> questions = new ArrayList<>();
    private final Deque<CompletionStage<Answer>> answers = new ArrayDeque<>();

    FakeStacHttp answering(int status, String body) {
        return answering(completedStage(new Answer(status, Optional.of("7"), body)));
    }

    FakeStacHttp answering(CompletionStage<Answer> answer) {
        answers.add(answer);
        return this;
    }

    @Override
    public CompletionStage<Answer> exchange(Question question) {
        questions.add(question);
        return answers.remove();
    }
}
