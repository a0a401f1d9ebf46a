using System.Globalization;

namespace Hubs.Bench;

/// <summary>An instance of the timetabling competition ITC-2007, track 3: formats .ctt and .ectt, read for formulation UD2.</summary>
internal sealed record CttFile(
    string Name,
    int Days,
    int Periods,
    IReadOnlyList<CttCourse> Courses,
    IReadOnlyList<CttRoom> Rooms,
    IReadOnlyList<(string Id, string[] Courses)> Curricula,
    ILookup<string, (int Day, int Period)> Unavailable
)
{
    public static CttFile Read(string path)
    {
        var header = new Dictionary<string, string>();
        var sections = new Dictionary<string, List<string[]>>();
        List<string[]>? section = null;
        foreach (var line in File.ReadLines(path))
        {
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                continue;
            if (words[0] == "END.")
                break;
            if (words.Length == 1 && words[0].EndsWith(':'))
                sections[words[0]] = section = [];
            else if (section is not null)
                section.Add(words);
            else
                header[words[0]] = string.Join(' ', words[1..]);
        }
        return new CttFile(
            header["Name:"],
            Whole(header["Days:"]),
            Whole(header["Periods_per_day:"]),
            [
                .. Rows("COURSES:")
                    .Select(w => new CttCourse(w[0], w[1], Whole(w[2]), Whole(w[3]), Whole(w[4]))),
            ],
            [.. Rows("ROOMS:").Select(w => new CttRoom(w[0], Whole(w[1])))],
            [.. Rows("CURRICULA:").Select(w => (w[0], w[2..]))],
            Rows("UNAVAILABILITY_CONSTRAINTS:").ToLookup(w => w[0], w => (Whole(w[1]), Whole(w[2])))
        );

        List<string[]> Rows(string name) => sections.GetValueOrDefault(name, []);
    }

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

internal sealed record CttCourse(
    string Id,
    string Teacher,
    int Lectures,
    int MinimumDays,
    int Students
);

internal sealed record CttRoom(string Id, int Seats);
