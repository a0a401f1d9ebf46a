using System.Globalization;

namespace Hubs.Grains.Tests.Linearizability;

internal enum Act
{
    Book,
    BookHeld,
    Cancel,
    Reschedule,
    Hold,
    Release,
    Look,
}

/// <summary>What one client asks. <see cref="Of"/>: the number of the operation that booked or held what this is about.</summary>
internal sealed record Asked(int Number, Act Act, int Slot = 0, int Of = 0);

/// <summary>
/// A hub's day as simple as it can be said, without any of the product's code: each operation's character tells what became of it. One at a time, no disk,
/// nothing that fails.
/// </summary>
internal static class BookingModel
{
    /// <summary>Places in each slot: three for one person, two for two.</summary>
    public static readonly int[] Places = [1, 1, 1, 2, 2];

    private const char Nothing = '.';
    private const char Over = 'x';
    private const char FirstBooked = 'A';
    private const char FirstHeld = 'a';

    public static string Empty(int operations) => new(Nothing, operations);

    public static (string After, string Answer) Apply(string day, Asked asked)
    {
        var about = day[asked.Of];
        return asked.Act switch
        {
            Act.Look => (day, Seen(day)),
            Act.Release when about < FirstHeld || about == Over => (day, "hold-over"),
            Act.Release => (With(day, asked.Of, Over), "ok"),
            Act.Cancel when about is Over => (day, "wrong-status"),
            Act.Cancel when about is Nothing => (day, "no-such-appointment"),
            Act.Cancel => (With(day, asked.Of, Over), "ok"),
            Act.Reschedule when about is Over => (day, "wrong-status"),
            Act.Reschedule when about is Nothing => (day, "no-such-appointment"),
            Act.Reschedule when IsFree(With(day, asked.Of, Over), asked.Slot) => (
                With(day, asked.Of, Booked(asked.Slot)),
                "ok"
            ),
            Act.BookHeld when about == Held(asked.Slot) => (
                With(With(day, asked.Of, Over), asked.Number, Booked(asked.Slot)),
                "ok"
            ),
            Act.Book or Act.BookHeld when IsFree(day, asked.Slot) => (
                With(day, asked.Number, Booked(asked.Slot)),
                "ok"
            ),
            Act.Hold when IsFree(day, asked.Slot) => (
                With(day, asked.Number, Held(asked.Slot)),
                "ok"
            ),
            _ => (day, "slot-taken"),
        };
    }

    /// <summary>What somebody who looks is shown: every appointment with its slot, and how many holds each slot has.</summary>
    public static string Seen(IEnumerable<(int Number, int Slot)> booked, IEnumerable<int> held) =>
        string.Join(
            ' ',
            booked
                .Order()
                .Select(b => string.Create(CultureInfo.InvariantCulture, $"{b.Number}@{b.Slot}"))
                .Concat(held.Order().Select(slot => $"held@{slot}"))
        );

    private static string Seen(string day) =>
        Seen(
            Enumerable
                .Range(0, day.Length)
                .Where(i => day[i] is >= FirstBooked and < FirstHeld)
                .Select(i => (i, day[i] - FirstBooked)),
            day.Where(c => c is >= FirstHeld and not Over).Select(c => c - FirstHeld)
        );

    private static bool IsFree(string day, int slot) =>
        day.Count(c => c == Booked(slot) || c == Held(slot)) < Places[slot];

    private static char Booked(int slot) => (char)(FirstBooked + slot);

    private static char Held(int slot) => (char)(FirstHeld + slot);

    private static string With(string day, int at, char what) =>
        string.Create(
            day.Length,
            (day, at, what),
            static (after, change) =>
            {
                change.day.CopyTo(after);
                after[change.at] = change.what;
            }
        );
}
