-- Photographs of things: a small picture beside each, so that a list never loads
-- what a camera made; and a size beyond which no picture is taken in.
alter table register.file
    add column thumbnail bytea check (octet_length(thumbnail) <= 262144),
    add constraint file_picture_size check (media_type not like 'image/%' or octet_length(content) <= 20971520),
    add constraint file_thumbnail_of_picture check (thumbnail is null or media_type like 'image/%');
comment on column register.file.thumbnail is 'A JPEG of at most 480 pixels; NULL for documents.';
