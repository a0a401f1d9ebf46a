using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>What somebody who books a session by hand has in mind.</summary>
public sealed record SessionWish
{
    /// <summary>The id the session will have.</summary>
    public required SessionId Id { get; init; }

    public required Service Service { get; init; }

    public required DateOnly Date { get; init; }

    /// <summary>It must start and end in here; starting early in it is best.</summary>
    public required TimeWindow Within { get; init; }

    public required TimeSpan Length { get; init; }

    /// <summary>All of these run it together.</summary>
    public ImmutableArray<ClinicianId> Clinicians { get; init; } = [];

    public required OrganisationId Organisation { get; init; }

    /// <summary>Null: any hub.</summary>
    public HubId? Hub { get; init; }

    /// <summary>Null: any room that suits.</summary>
    public RoomId? Room { get; init; }
}

/// <summary>One hub's day to look for a place in.</summary>
public sealed record HubDiary(HubDay Day, Diary Diary);

/// <summary>A place that has clinicians, room and equipment together, ready for <see cref="PlaceSession"/>. Only placing it makes it sure.</summary>
public sealed record SessionOffer(
    Session Session,
    HubDay Day,
    string RoomName,
    double WalkFromEntrance
);

/// <summary>
/// <see cref="Offers"/> are what was asked for, best first. When there are none, <see cref="Refusal"/> says which rule stands in the way and
/// <see cref="Nearest"/> what would fit instead: another time, room, hub or day.
/// </summary>
public sealed record SessionOfferList(
    ImmutableArray<SessionOffer> Offers,
    Refusal? Refusal,
    ImmutableArray<SessionOffer> Nearest
);
