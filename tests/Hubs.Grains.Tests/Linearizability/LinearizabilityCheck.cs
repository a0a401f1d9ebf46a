namespace Hubs.Grains.Tests.Linearizability;

/// <summary>
/// One operation as its client saw it: when it was called, when it was answered and with what. No answer (null): the client gave up, so it may have
/// happened at any time since the call, or never.
/// </summary>
internal sealed record Operation<TAsked>(TAsked Asked, long Called, long Answered, string? Answer);

/// <summary>
/// Is there one order of the operations, each between its call and its answer, in which a sequential model gives the same answers? The search of Wing and
/// Gong ("Testing and verifying concurrent objects", 1993) with the memory of Lowe ("Testing for linearizability", 2017): a set of operations done that led
/// to a state once is not tried again.
/// </summary>
internal static class LinearizabilityCheck
{
    private const int MostOperations = 64;

    /// <param name="apply">The model: state and operation to the state after it and its answer. Pure.</param>
    public static bool IsLinearizable<TAsked, TState>(
        IReadOnlyCollection<Operation<TAsked>> history,
        TState initial,
        Func<TState, TAsked, (TState After, string Answer)> apply
    )
        where TState : IEquatable<TState>
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(history.Count, MostOperations);
        var head = Events(history);
        var toAnswer = history.Count(operation => operation.Answer is not null);
        var tried = new HashSet<(ulong Done, TState State)>();
        var taken = new Stack<(Event<TAsked> Call, TState Before)>();
        var (state, done) = (initial, 0UL);
        for (var at = head.Next; toAnswer > 0; )
        {
            if (at is { IsCall: true })
            {
                var (after, answer) = apply(state, at.Operation!.Asked);
                var isPossible = at.Operation.Answer is null || at.Operation.Answer == answer;
                if (isPossible && tried.Add((done | at.Bit, after)))
                {
                    taken.Push((at, state));
                    (state, done) = (after, done | at.Bit);
                    toAnswer -= at.Answer is null ? 0 : 1;
                    at.Lift();
                    at = head.Next;
                }
                else
                    at = at.Next;
                continue;
            }
            // An answer whose operation could not be put before it, or the end of the list: go back.
            if (!taken.TryPop(out var last))
                return false;
            (state, done) = (last.Before, done & ~last.Call.Bit);
            toAnswer += last.Call.Answer is null ? 0 : 1;
            last.Call.Unlift();
            at = last.Call.Next;
        }
        return true;
    }

    /// <summary>Calls and answers in order of time, as a list with a head; who never got an answer has none in it.</summary>
    private static Event<TAsked> Events<TAsked>(IReadOnlyCollection<Operation<TAsked>> history)
    {
        var events = new List<Event<TAsked>>();
        foreach (var operation in history)
        {
            var call = new Event<TAsked>(operation.Called)
            {
                Operation = operation,
                Bit = 1UL << (events.Count(e => e.IsCall)),
            };
            events.Add(call);
            if (operation.Answer is not null)
                events.Add(call.Answer = new(operation.Answered));
        }
        events.Sort((one, other) => one.Time.CompareTo(other.Time));
        var head = new Event<TAsked>(long.MinValue);
        var end = head;
        foreach (var next in events)
            (end.Next, next.Previous, end) = (next, end, next);
        return head;
    }

    private sealed class Event<TAsked>(long time)
    {
        public long Time => time;
        public Operation<TAsked>? Operation { get; init; }
        public ulong Bit { get; init; }
        public Event<TAsked>? Answer { get; set; }
        public Event<TAsked>? Previous { get; set; }
        public Event<TAsked>? Next { get; set; }
        public bool IsCall => Operation is not null;

        public void Lift()
        {
            Remove();
            Answer?.Remove();
        }

        public void Unlift()
        {
            Answer?.PutBack();
            PutBack();
        }

        private void Remove()
        {
            Previous!.Next = Next;
            Next?.Previous = Previous;
        }

        private void PutBack()
        {
            Previous!.Next = this;
            Next?.Previous = this;
        }
    }
}
