using Hubs.Model;

namespace Hubs.Web.Pages;

public static class RoomWords
{
    public static string Of(RoomType type) =>
        type switch
        {
            RoomType.MinorOperations => "Minor operations",
            RoomType.PhlebotomyBay => "Phlebotomy bay",
            RoomType.ImagingDock => "Imaging dock",
            RoomType.Interview => "Interview and counselling",
            _ => type.ToString(),
        };
}
