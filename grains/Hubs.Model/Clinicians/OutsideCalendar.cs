using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>The address of somebody's calendar. Whoever knows it can usually read the calendar, so it is printed nowhere and stored only encrypted.</summary>
public sealed record CalendarAddress(string Text)
{
    public override string ToString() => "CalendarAddress { redacted }";
}

/// <summary>One of a clinician's own calendars, as staff see it: nothing of what is in it, nor where it is.</summary>
public sealed record OutsideCalendar
{
    public required CalendarId Id { get; init; }

    /// <summary>What the clinician calls it here.</summary>
    public required string Name { get; init; }

    /// <summary>Read once from a file; otherwise it is read again and again from its address.</summary>
    public required bool IsFile { get; init; }

    public required Actor AddedBy { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>When it was last read, or found unchanged.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>The last day it was read for; what comes later is not known.</summary>
    public required DateOnly ReadTo { get; init; }

    /// <summary>How many busy times were found.</summary>
    public int BusyTimes { get; init; }

    /// <summary>What was left out or guessed.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Why the last attempt to read it failed. What was read before still counts.</summary>
    public string? Problem { get; init; }

    public DateTimeOffset? FailedAt { get; init; }
}

/// <summary>Who added or removed a calendar.</summary>
public sealed record CalendarNote(DateTimeOffset At, Actor By, string What);

/// <summary>A clinician's calendars, and what happened to them, newest first.</summary>
public sealed record OutsideCalendars(
    ImmutableArray<OutsideCalendar> Calendars,
    ImmutableArray<CalendarNote> History
);

/// <summary>What the clinician's calendars take together; kept beside the clinician's entries.</summary>
public sealed record OutsideBusy(ImmutableArray<BusyTime> Times);

/// <summary>What reading a calendar came to. <see cref="Busy"/> is null when it was found unchanged, or could not be read (<see cref="Problem"/>).</summary>
public sealed record CalendarRead(ImmutableArray<BusyTime>? Busy, DateOnly To)
{
    public ImmutableArray<string> Notes { get; init; } = [];

    public string? Problem { get; init; }

    /// <summary>What the server wants to hear next time, to say "unchanged".</summary>
    public string? ETag { get; init; }

    public string? LastModified { get; init; }
}

/// <summary>Where to read a calendar again. Without the two tags it has to be read as a whole.</summary>
public sealed record CalendarSource(
    CalendarId Id,
    CalendarAddress Address,
    string? ETag,
    string? LastModified
);

/// <summary>Adds a calendar that has just been read. Without an address it came from a file.</summary>
public sealed record AddCalendar(
    CommandInfo Info,
    string Name,
    CalendarAddress? Address,
    CalendarRead Read
);

public sealed record RemoveCalendar(CommandInfo Info, CalendarId Calendar);

/// <summary><see cref="Clashes"/>: sessions from today on that stand in busy time. They stay until somebody moves or cancels them.</summary>
public sealed record CalendarReceipt(OutsideCalendar Calendar, ImmutableArray<DayClaim> Clashes)
    : Receipt;
