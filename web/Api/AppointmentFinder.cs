using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Boards;

namespace Hubs.Web.Api;

/// <summary>Finds an appointment by the reference a person reads out. Every id ends in its reference, so each diary answers with one look-up.</summary>
public sealed class AppointmentFinder(IGrainFactory grains, LiveBoards boards)
{
    private const int AskedAtOnce = 32;

    /// <summary>What people type ("h7k2 m9xd") as it ends an id; null when it cannot be a reference.</summary>
    public static string? CodeOf(string? typed)
    {
        var code = string.Concat((typed ?? "").Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        return code.Length == 8 ? code : null;
    }

    public async Task<(Diary Diary, Appointment Appointment)?> Find(string code)
    {
        foreach (var keys in boards.Keys.OrderBy(key => key.Date).Chunk(AskedAtOnce))
        {
            var diaries = await Task.WhenAll(keys.Select(key => grains.Diary(key).Get()));
            foreach (var diary in diaries)
            {
                var id = new AppointmentId(new DiaryKey(diary.Hub, diary.Date).Issue(code));
                if (diary.Appointments.TryGetValue(id, out var found))
                    return (diary, found);
            }
        }
        return null;
    }
}
