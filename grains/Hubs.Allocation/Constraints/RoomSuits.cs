using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>The room is of the right type, has the features and the seats, and the organisation may use it.</summary>
internal static class RoomSuits
{
    public const string Id = "room-suits";

    /// <summary>Why the room does not suit the clinic, to be read out; null when it does.</summary>
    public static string? Objection(Service service, Clinic clinic, Room room, bool seatsAreSoft)
    {
        if (!Needs.TypeSuits(service, clinic, room))
            return $"{room.Name} is not the kind of room {clinic.Name} needs";
        if (Needs.MissingFeatures(service, clinic, room).FirstOrDefault() is { } feature)
            return $"{room.Name} has no {feature.Replace('-', ' ')}";
        if (!Needs.MayUse(clinic, room))
            return $"{room.Name} is kept for other organisations";
        var seats = Needs.Seats(service, clinic);
        if (!seatsAreSoft && room.Capacity < seats)
            return $"{room.Name} holds {room.Capacity}, and {clinic.Name} needs room for {seats}";
        return null;
    }
}
