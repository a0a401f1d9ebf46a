using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Web.Api;

/// <summary>A command that may say why, for the history.</summary>
public interface IHasReason
{
    string? Reason { get; }
}

public sealed record ResidentBody
{
    public required string Name { get; init; }

    /// <summary>Telephone or email.</summary>
    public required string Contact { get; init; }

    public ResidentDetails Details => new(Name.Trim(), Contact.Trim());

    public IEnumerable<(string, string)> Faults(string path)
    {
        if (Name.Trim().Length is 0 or > 100)
            yield return ($"{path}.name", "must be 1 to 100 characters");
        if (Contact.Trim().Length is 0 or > 200)
            yield return ($"{path}.contact", "must be 1 to 200 characters");
    }
}

public sealed record BookBody : IChecked, IHasReason
{
    public required HubId Hub { get; init; }
    public required DateOnly Date { get; init; }
    public required SessionId Session { get; init; }
    public required SlotStart Start { get; init; }
    public required ServiceId Service { get; init; }
    public required ResidentBody Resident { get; init; }

    /// <summary>From the Accessible Information list: "bsl-interpreter", "large-print", ...</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>Slots in a row: 2 for a double appointment.</summary>
    public int Slots { get; init; } = 1;
    public HoldId? Hold { get; init; }
    public string? Reason { get; init; }

    public IEnumerable<(string Field, string Sentence)> Faults() =>
        [
            .. Resident.Faults("resident"),
            .. Check.Slots(Slots),
            .. Check.Start(Start, Date),
            .. Check.Reason(Reason),
            .. Check.Words("needs", Needs),
        ];
}

public sealed record HoldBody : IChecked
{
    public required HubId Hub { get; init; }
    public required DateOnly Date { get; init; }
    public required SessionId Session { get; init; }
    public required SlotStart Start { get; init; }
    public int Slots { get; init; } = 1;

    public IEnumerable<(string Field, string Sentence)> Faults() =>
        [.. Check.Slots(Slots), .. Check.Start(Start, Date)];
}

/// <summary>A step that needs nothing but, perhaps, a reason for the history.</summary>
public sealed record ReasonBody : IChecked, IHasReason
{
    public string? Reason { get; init; }

    public IEnumerable<(string Field, string Sentence)> Faults() => Check.Reason(Reason);
}

public sealed record RescheduleBody : IChecked, IHasReason
{
    /// <summary>Another hub; missing means the same.</summary>
    public HubId? Hub { get; init; }

    /// <summary>Another date; missing means the same.</summary>
    public DateOnly? Date { get; init; }
    public required SessionId Session { get; init; }
    public required SlotStart Start { get; init; }
    public string? Reason { get; init; }

    public IEnumerable<(string Field, string Sentence)> Faults() => Check.Reason(Reason);
}

public sealed record WalkInBody : IChecked
{
    public required HubId Hub { get; init; }

    /// <summary>Missing means today.</summary>
    public DateOnly? Date { get; init; }
    public required ServiceId Service { get; init; }

    /// <summary>With session and start the person gets this slot at once; without them a ticket and a wait.</summary>
    public SessionId? Session { get; init; }
    public SlotStart? Start { get; init; }
    public ResidentBody? Resident { get; init; }

    /// <summary>Send the person on to another hub: with session and start, to that slot there, which is booked; without, just so.</summary>
    public HubId? SentTo { get; init; }

    /// <summary>The day of the slot at the other hub. Missing means today.</summary>
    public DateOnly? SentOn { get; init; }

    public IEnumerable<(string Field, string Sentence)> Faults()
    {
        if (Session is null != Start is null)
            yield return (
                Session is null ? "session" : "start",
                "is missing: a slot needs both session and start"
            );
        if (SentTo is not null && Session is not null && Resident is null)
            yield return ("resident", "is missing: the other hub must know who comes");
        if (SentOn is not null && (SentTo is null || Session is null))
            yield return (
                "sentOn",
                "is the day of a slot at another hub: say sentTo, session and start as well"
            );
        foreach (var fault in Resident?.Faults("resident") ?? [])
            yield return fault;
    }
}

public sealed record SendWalkInBody : IChecked
{
    /// <summary>The other hub.</summary>
    public required HubId Hub { get; init; }

    /// <summary>Missing means today.</summary>
    public DateOnly? Date { get; init; }
    public required SessionId Session { get; init; }
    public required SlotStart Start { get; init; }
    public required ResidentBody Resident { get; init; }

    public IEnumerable<(string Field, string Sentence)> Faults() => Resident.Faults("resident");
}

public sealed record PlaceWalkInBody : IChecked
{
    public required SessionId Session { get; init; }
    public required SlotStart Start { get; init; }
    public ResidentBody? Resident { get; init; }

    public IEnumerable<(string Field, string Sentence)> Faults() =>
        Resident?.Faults("resident") ?? [];
}

/// <summary>Limits that several bodies share.</summary>
internal static class Check
{
    public static IEnumerable<(string, string)> Slots(int slots) =>
        slots is < 1 or > 12 ? [("slots", "must be 1 to 12")] : [];

    public static IEnumerable<(string, string)> Start(SlotStart start, DateOnly date) =>
        start.FitsOn(date)
            ? []
            : [("start", $"is on {start.Date:yyyy-MM-dd}, but date says {date:yyyy-MM-dd}")];

    public static IEnumerable<(string, string)> Reason(string? reason) =>
        reason?.Length > 200 ? [("reason", "must be at most 200 characters")] : [];

    public static IEnumerable<(string, string)> Words(string field, ImmutableArray<string> words) =>
        words.Length > 20 || words.Any(word => !IdText.IsValid(word))
            ? [(field, "must be at most 20 words such as bsl-interpreter")]
            : [];
}
